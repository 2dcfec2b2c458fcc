// Asio's TLS, compiled once for everybody: BOOST_ASIO_SEPARATE_COMPILATION leaves declarations only in its headers.
#include <boost/asio/ssl/impl/src.hpp>
