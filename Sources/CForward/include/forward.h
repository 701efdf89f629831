#pragma once

#include <pthread.h>
#include <stddef.h>

// For libraries that are opened when they are first needed: a function of ours for each of theirs that we use, under its
// own name, which forwards to what was found. The names stay hidden inside this program. Decision 0011 tells why.

/// What has been opened, and what went wrong first.
typedef struct {
  void *library;
  char problem[256];
} forward_source;

/// Opens a library, unless something went wrong before; a source may open several, one after another.
void forward_open(forward_source *source, const char *file);

/// Finds a function in the library opened last. NULL, with a problem noted, where it is missing.
void *forward_find(forward_source *source, const char *name);

#define FORWARD_TEXT_OF(x) #x
#define FORWARD_TEXT(x) FORWARD_TEXT_OF(x)
/// The file of a library, by the version of its binary interface.
#ifdef __APPLE__
#define FORWARD_LIBRARY(name, version) "lib" name "." FORWARD_TEXT(version) ".dylib"
#else
#define FORWARD_LIBRARY(name, version) "lib" name ".so." FORWARD_TEXT(version)
#endif

#define FORWARD_HIDDEN __attribute__((visibility("hidden")))
/// For lists with a line for each function: result, name, parameters, arguments.
#define FORWARD(result, name, parameters, arguments) \
  static result(*name##_entry) parameters; \
  FORWARD_HIDDEN result name parameters { return name##_entry arguments; }
/// For lists of functions without result: name, parameters, arguments.
#define FORWARD_PROCEDURE(name, parameters, arguments) \
  static void(*name##_entry) parameters; \
  FORWARD_HIDDEN void name parameters { name##_entry arguments; }
#define FORWARD_FIND(result, name, parameters, arguments) *(void **)&name##_entry = forward_find(&source, #name);
#define FORWARD_FIND_PROCEDURE(name, parameters, arguments) FORWARD_FIND(, name, , )

/// Defines all that a library's two lists, LIST_FUNCTIONS and LIST_PROCEDURES, name.
#define FORWARD_ALL(list) list##_FUNCTIONS(FORWARD) list##_PROCEDURES(FORWARD_PROCEDURE)
/// Opens a library and finds what its lists name; needs a `source`.
#define FORWARD_OPEN(list, name, version) \
  forward_open(&source, FORWARD_LIBRARY(name, version)); \
  list##_FUNCTIONS(FORWARD_FIND) list##_PROCEDURES(FORWARD_FIND_PROCEDURE)
/// Defines a function that runs `load` once, in whichever thread comes first, and returns what went wrong with `source`, or NULL.
#define FORWARD_LOADED_ONCE(name) \
  const char *name(void) { \
    static pthread_once_t once = PTHREAD_ONCE_INIT; \
    pthread_once(&once, load); \
    return source.problem[0] ? source.problem : NULL; \
  }
