// libcurl brings some twenty-five further libraries into a process, and most runs never need it.
#include "CCurl.h"

#include <forward.h>
#include <pthread.h>
#include <stddef.h>

// The version of the binary interface, which has been the same since 2006.
#define CURL_INTERFACE 4

#define CURL_FUNCTIONS(F) \
  F(CURLcode, curl_global_init, (long f), (f)) \
  F(CURL *, curl_easy_init, (void), ()) \
  F(CURLcode, curl_easy_perform, (CURL *h), (h)) \
  F(const char *, curl_easy_strerror, (CURLcode c), (c)) \
  F(struct curl_slist *, curl_slist_append, (struct curl_slist *l, const char *t), (l, t)) \
  F(time_t, curl_getdate, (const char *t, const time_t *u), (t, u))
#define CURL_PROCEDURES(F) \
  F(curl_easy_cleanup, (CURL *h), (h)) \
  F(curl_slist_free_all, (struct curl_slist *l), (l))

CURL_FUNCTIONS(FORWARD)
CURL_PROCEDURES(FORWARD_PROCEDURE)
static CURLcode (*set)(CURL *, CURLoption, ...);

static forward_source source;

static void load(void) {
  forward_open(&source, FORWARD_LIBRARY("curl", CURL_INTERFACE));
  CURL_FUNCTIONS(FORWARD_FIND)
  CURL_PROCEDURES(FORWARD_FIND_PROCEDURE)
  *(void **)&set = forward_find(&source, "curl_easy_setopt");
}

const char *necken_curl_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return source.problem[0] ? source.problem : NULL;
}

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) { return set(handle, option, value); }

CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) { return set(handle, option, value); }

CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) { return set(handle, option, value); }

CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return set(handle, option, value);
}

CURLcode ccurl_set_data_callback(CURL *handle, CURLoption option, ccurl_data_callback callback) {
  return set(handle, option, callback);
}

CURLcode ccurl_set_progress_callback(CURL *handle, curl_xferinfo_callback callback) {
  return set(handle, CURLOPT_XFERINFOFUNCTION, callback);
}
