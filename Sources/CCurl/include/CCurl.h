#pragma once

// libcurl's own declarations. It is not linked: CCurl.c opens it when it is first needed and defines, under its names, the
// functions that neckenml uses.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/// Opens libcurl; may be called from any thread, any number of times. Returns NULL when it is there, otherwise what is
/// missing. No other function may be called before this has returned NULL.
const char *necken_curl_load(void);

// libcurl's setter takes any type, which Swift cannot call: one plain function for each type we use.
CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);

typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
CURLcode ccurl_set_data_callback(CURL *handle, CURLoption option, ccurl_data_callback callback);
CURLcode ccurl_set_progress_callback(CURL *handle, curl_xferinfo_callback callback);
