#include "forward.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>

void forward_open(forward_source *source, const char *file) {
  source->library = source->problem[0] ? NULL : dlopen(file, RTLD_LAZY | RTLD_LOCAL);
  if (!source->library && !source->problem[0]) snprintf(source->problem, sizeof source->problem, "%s", dlerror());
}

void *forward_find(forward_source *source, const char *name) {
  void *entry = source->library ? dlsym(source->library, name) : NULL;
  if (!entry && !source->problem[0]) snprintf(source->problem, sizeof source->problem, "there is no function %s", name);
  return entry;
}
