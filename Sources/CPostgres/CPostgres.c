// libpq brings some fifteen further libraries into a process, and most runs never need it.
#include "CPostgres.h"

#include <forward.h>

// The version of the binary interface, which has been the same since 2006.
#define POSTGRES_INTERFACE 5

#define POSTGRES_FUNCTIONS(F) \
  F(PQconninfoOption *, PQconninfoParse, (const char *u, char **m), (u, m)) \
  F(PGconn *, PQconnectdbParams, (const char *const *k, const char *const *v, int e), (k, v, e)) \
  F(ConnStatusType, PQstatus, (const PGconn *c), (c)) \
  F(PGTransactionStatusType, PQtransactionStatus, (const PGconn *c), (c)) \
  F(int, PQconnectionNeedsPassword, (const PGconn *c), (c)) \
  F(char *, PQerrorMessage, (const PGconn *c), (c)) \
  F(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn *c, PQnoticeProcessor p, void *a), (c, p, a)) \
  F(int, PQsetClientEncoding, (PGconn *c, const char *e), (c, e)) \
  F(PGresult *, PQexec, (PGconn *c, const char *q), (c, q)) \
  F(PGresult *, PQprepare, (PGconn *c, const char *n, const char *q, int s, const Oid *t), (c, n, q, s, t)) \
  F(PGresult *, PQexecPrepared, \
    (PGconn *c, const char *n, int s, const char *const *v, const int *l, const int *f, int r), \
    (c, n, s, v, l, f, r)) \
  F(int, PQsendQueryPrepared, \
    (PGconn *c, const char *n, int s, const char *const *v, const int *l, const int *f, int r), \
    (c, n, s, v, l, f, r)) \
  F(int, PQenterPipelineMode, (PGconn *c), (c)) \
  F(int, PQexitPipelineMode, (PGconn *c), (c)) \
  F(int, PQpipelineSync, (PGconn *c), (c)) \
  F(PGresult *, PQgetResult, (PGconn *c), (c)) \
  F(ExecStatusType, PQresultStatus, (const PGresult *r), (r)) \
  F(char *, PQresultErrorMessage, (const PGresult *r), (r)) \
  F(char *, PQresultErrorField, (const PGresult *r, int f), (r, f)) \
  F(char *, PQcmdTuples, (PGresult *r), (r)) \
  F(int, PQntuples, (const PGresult *r), (r)) \
  F(char *, PQfname, (const PGresult *r, int f), (r, f)) \
  F(int, PQgetisnull, (const PGresult *r, int t, int f), (r, t, f)) \
  F(int, PQgetlength, (const PGresult *r, int t, int f), (r, t, f)) \
  F(char *, PQgetvalue, (const PGresult *r, int t, int f), (r, t, f))
#define POSTGRES_PROCEDURES(F) \
  F(PQfinish, (PGconn *c), (c)) \
  F(PQclear, (PGresult *r), (r)) \
  F(PQfreemem, (void *m), (m)) \
  F(PQconninfoFree, (PQconninfoOption *o), (o))

FORWARD_ALL(POSTGRES)

static forward_source source;

static void load(void) {
  FORWARD_OPEN(POSTGRES, "pq", POSTGRES_INTERFACE)
}

FORWARD_LOADED_ONCE(necken_postgres_load)
