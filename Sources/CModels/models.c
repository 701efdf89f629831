#include "models.h"

// Compiled in, so that the program needs no file beside it. Paths are relative to this file.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char catalog[] = {
#embed "../../Models/catalog.json"
};

static const unsigned char beat_network[] = {
#embed "../../Models/beat-network.onnx"
};

static const unsigned char beat_network_description[] = {
#embed "../../Models/beat-network.json"
};

static const unsigned char bar_reader[] = {
#embed "../../Models/bar-reader.bin"
};

static const unsigned char dance_reader[] = {
#embed "../../Models/dance-reader.bin"
};

static const unsigned char style_head[] = {
#embed "../../Models/style-head.json"
};

embedded_file models_catalog(void) { return (embedded_file){catalog, sizeof catalog}; }

embedded_file models_beat_network(void) { return (embedded_file){beat_network, sizeof beat_network}; }

embedded_file models_beat_network_description(void) {
  return (embedded_file){beat_network_description, sizeof beat_network_description};
}

embedded_file models_bar_reader(void) { return (embedded_file){bar_reader, sizeof bar_reader}; }

embedded_file models_dance_reader(void) { return (embedded_file){dance_reader, sizeof dance_reader}; }

embedded_file models_style_head(void) { return (embedded_file){style_head, sizeof style_head}; }
