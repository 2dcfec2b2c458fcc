# Debian packages only (docs/dependencies.md); imported targets are SYSTEM, so their headers raise no warnings.
find_package(Threads REQUIRED)
find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS headers json url)
find_package(tomlplusplus 3.3 CONFIG REQUIRED) # the compiled library: header-only aborts on malformed input
find_package(fmt CONFIG REQUIRED)
find_package(CLI11 CONFIG REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED) # ::core only: the HTTP side is ours
find_package(OpenSSL 3.0 REQUIRED COMPONENTS SSL)
find_library(RE2_LIBRARY re2 REQUIRED) # Debian's package has no CONFIG file
find_path(RE2_INCLUDE re2/re2.h REQUIRED)
add_library(re2::re2 UNKNOWN IMPORTED)
set_target_properties(re2::re2 PROPERTIES
  IMPORTED_LOCATION "${RE2_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${RE2_INCLUDE}" INTERFACE_LINK_LIBRARIES Threads::Threads)
if(SURGELINE_TESTS)
  find_package(GTest CONFIG REQUIRED)
  find_package(rapidcheck CONFIG REQUIRED)
  find_package(LibXml2 REQUIRED)
endif()
find_package(benchmark CONFIG QUIET) # only `benches` needs it

# Asio is compiled once, in proxy/net/asio.cpp; everyone above net sees declarations only.
add_library(surgeline_asio INTERFACE)
target_link_libraries(surgeline_asio INTERFACE Boost::headers Threads::Threads)
target_compile_definitions(surgeline_asio INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_NO_TS_EXECUTORS)

# Beast's own definitions likewise, in proxy/http/beast.cpp.
add_library(surgeline_beast INTERFACE)
target_link_libraries(surgeline_beast INTERFACE surgeline_asio)
target_compile_definitions(surgeline_beast INTERFACE BOOST_BEAST_SEPARATE_COMPILATION)
