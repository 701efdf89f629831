#pragma once

#include <stddef.h>

/// Bytes of a file that is compiled into the program, for the life of the process.
typedef struct embedded_file {
  const void *bytes;
  size_t size;
} embedded_file;

/// Models/catalog.json, as it was when the program was built.
embedded_file models_catalog(void);

/// Models/beat-network.onnx.
embedded_file models_beat_network(void);

/// Models/beat-network.json: what a program must know to run the network.
embedded_file models_beat_network_description(void);

/// Models/bar-reader.bin: the weights of the bar reader.
embedded_file models_bar_reader(void);

/// Models/dance-reader.bin: the weights of the dance reader.
embedded_file models_dance_reader(void);

/// Models/style-head.json: the default head.
embedded_file models_style_head(void);
