// The plain SHA-256 functions: they cannot fail and their state is a value. OpenSSL 3 would rather
// see its EVP interface, which allocates; it keeps these for the whole of version 3.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
