#include "models.h"

// Compiled in, so that the program needs no file beside it. Paths are relative to this file.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char catalog[] = {
#embed "../../Models/catalog.json"
};

embedded_file models_catalog(void) { return (embedded_file){catalog, sizeof catalog}; }
