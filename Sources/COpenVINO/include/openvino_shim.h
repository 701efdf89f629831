#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The part of OpenVINO's C interface that is used here, found in the library at run time, so that
// the package builds, and the program starts, where OpenVINO is not installed. The declarations are
// ours; they follow the binary interface documented for OpenVINO 2026. All handles are opaque.

typedef struct openvino_core openvino_core;
typedef struct openvino_model openvino_model;
typedef struct openvino_compiled openvino_compiled;
typedef struct openvino_request openvino_request;
typedef struct openvino_tensor openvino_tensor;

/// A setting of a device: both texts are UTF-8.
typedef struct openvino_property {
  const char *key;
  const void *value;
} openvino_property;

/// Extents of a tensor.
typedef struct openvino_shape {
  int64_t rank;
  int64_t *extents;
} openvino_shape;

/// What the library says it is; both texts belong to it until the version is freed.
typedef struct openvino_version {
  const char *build;
  const char *description;
} openvino_version;

/// Functions of the library. Those that give a number give 0 when all is well.
typedef struct openvino_functions {
  /// What went wrong in the last call; belongs to the library.
  const char *(*last_error)(void);
  int32_t (*core_create)(openvino_core **core);
  void (*core_free)(openvino_core *core);
  int32_t (*read_model)(const openvino_core *core, const char *bytes, size_t size, const openvino_tensor *weights,
                        openvino_model **model);
  void (*model_free)(openvino_model *model);
  int32_t (*compile)(const openvino_core *core, const openvino_model *model, const char *device,
                     size_t property_count, const openvino_property *properties, openvino_compiled **compiled);
  /// Takes pairs of texts, key and value, then NULL; called by `openvino_set_property`, as Swift cannot.
  int32_t (*core_set_property)(void);
  int32_t (*core_get_property)(const openvino_core *core, const char *device, const char *key, char **value);
  void (*text_free)(const char *text);
  int32_t (*version_get)(openvino_version *version);
  void (*version_free)(openvino_version *version);
  int32_t (*import_model)(const openvino_core *core, const char *bytes, size_t size, const char *device,
                          openvino_compiled **compiled);
  int32_t (*export_model)(const openvino_compiled *compiled, const char *path);
  void (*compiled_free)(openvino_compiled *compiled);
  int32_t (*create_request)(const openvino_compiled *compiled, openvino_request **request);
  void (*request_free)(openvino_request *request);
  int32_t (*get_tensor)(const openvino_request *request, const char *name, openvino_tensor **tensor);
  int32_t (*infer)(openvino_request *request);
  int32_t (*tensor_set_shape)(openvino_tensor *tensor, openvino_shape shape);
  int32_t (*tensor_get_shape)(const openvino_tensor *tensor, openvino_shape *shape);
  int32_t (*shape_free)(openvino_shape *shape);
  int32_t (*tensor_data)(const openvino_tensor *tensor, void **data);
  void (*tensor_free)(openvino_tensor *tensor);
} openvino_functions;

/// Opens the library at a path, or of a name that the system's linker knows, for the rest of the
/// process's life, and looks its functions up. On failure writes why, as text, into `reason`.
bool openvino_open(const char *library, openvino_functions *functions, char *reason, size_t reason_size);

/// Sets a property of a device for all that is imported afterwards.
int32_t openvino_set_property(const openvino_functions *functions, const openvino_core *core, const char *device,
                              const char *key, const char *value);
