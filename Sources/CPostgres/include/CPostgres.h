#pragma once

// libpq's own declarations. It is not linked: CPostgres.c opens it when it is first needed and defines, under its names,
// the functions that neckenml uses.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
// Where Debian keeps it.
#include <postgresql/libpq-fe.h>
#endif

/// Opens libpq; may be called from any thread, any number of times. Returns NULL when it is there, otherwise what is
/// missing. No other function may be called before this has returned NULL.
const char *necken_postgres_load(void);
