// Beast, compiled once for everybody: BOOST_BEAST_SEPARATE_COMPILATION leaves declarations only in its headers.
#include <boost/beast/src.hpp>
