#include "openvino_shim.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char *symbol;
  size_t offset;
} entries[] = {
    {"ov_get_last_err_msg", offsetof(openvino_functions, last_error)},
    {"ov_core_create", offsetof(openvino_functions, core_create)},
    {"ov_core_free", offsetof(openvino_functions, core_free)},
    {"ov_core_read_model_from_memory_buffer", offsetof(openvino_functions, read_model)},
    {"ov_model_free", offsetof(openvino_functions, model_free)},
    {"ov_core_compile_model_props", offsetof(openvino_functions, compile)},
    {"ov_core_set_property", offsetof(openvino_functions, core_set_property)},
    {"ov_core_get_property", offsetof(openvino_functions, core_get_property)},
    {"ov_free", offsetof(openvino_functions, text_free)},
    {"ov_get_openvino_version", offsetof(openvino_functions, version_get)},
    {"ov_version_free", offsetof(openvino_functions, version_free)},
    {"ov_core_import_model", offsetof(openvino_functions, import_model)},
    {"ov_compiled_model_export_model", offsetof(openvino_functions, export_model)},
    {"ov_compiled_model_free", offsetof(openvino_functions, compiled_free)},
    {"ov_compiled_model_create_infer_request", offsetof(openvino_functions, create_request)},
    {"ov_infer_request_free", offsetof(openvino_functions, request_free)},
    {"ov_infer_request_get_tensor", offsetof(openvino_functions, get_tensor)},
    {"ov_infer_request_infer", offsetof(openvino_functions, infer)},
    {"ov_tensor_set_shape", offsetof(openvino_functions, tensor_set_shape)},
    {"ov_tensor_get_shape", offsetof(openvino_functions, tensor_get_shape)},
    {"ov_shape_free", offsetof(openvino_functions, shape_free)},
    {"ov_tensor_data", offsetof(openvino_functions, tensor_data)},
    {"ov_tensor_free", offsetof(openvino_functions, tensor_free)},
};

bool openvino_open(const char *library, openvino_functions *functions, char *reason, size_t reason_size) {
  // Never closed: its threads and caches live as long as the process.
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    const char *message = dlerror();
    snprintf(reason, reason_size, "%s", message != NULL ? message : "unknown reason");
    return false;
  }
  for (size_t index = 0; index < sizeof entries / sizeof entries[0]; index++) {
    void *address = dlsym(handle, entries[index].symbol);
    if (address == NULL) {
      snprintf(reason, reason_size, "it has no function %s", entries[index].symbol);
      dlclose(handle);
      return false;
    }
    // A function's address and an object's have the same form wherever dlsym exists (POSIX).
    memcpy((char *)functions + entries[index].offset, &address, sizeof address);
  }
  return true;
}

int32_t openvino_set_property(const openvino_functions *functions, const openvino_core *core, const char *device,
                              const char *key, const char *value) {
  typedef int32_t (*variadic)(const openvino_core *, const char *, ...);
  return ((variadic)functions->core_set_property)(core, device, key, value, (const char *)NULL);
}
