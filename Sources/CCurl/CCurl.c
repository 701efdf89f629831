// libcurl brings some twenty-five further libraries into a process, and most runs never need it.
#include "CCurl.h"

#include <forward.h>

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

FORWARD_ALL(CURL)
static CURLcode (*set)(CURL *, CURLoption, ...);

static forward_source source;

static void load(void) {
  FORWARD_OPEN(CURL, "curl", CURL_INTERFACE)
  *(void **)&set = forward_find(&source, "curl_easy_setopt");
}

FORWARD_LOADED_ONCE(necken_curl_load)

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
