# How everything is compiled. Three INTERFACE libraries carry it, so that a target says what it wants:
#   surgeline_warnings     warnings as errors, for our own code
#   surgeline_instrumented the chosen sanitizer
#   surgeline_undefined    UBSan on top, for the pure half only (a Beast file takes a minute under UBSan)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(THREADS_PREFER_PTHREAD_FLAG ON)

set(SURGELINE_SANITIZE "none" CACHE STRING "none, address or thread")
set_property(CACHE SURGELINE_SANITIZE PROPERTY STRINGS none address thread)
option(SURGELINE_WERROR "Warnings are errors" ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
# -g1 keeps line numbers for stack traces at a third of the size.
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1" CACHE STRING "" FORCE)
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG" CACHE STRING "" FORCE)

# All build directories and clones of this repository share the cache: the directory is left out of the hash, and paths
# below it are relative to the build directory.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND};-E;env;CCACHE_NOHASHDIR=1;CCACHE_BASEDIR=${CMAKE_SOURCE_DIR};${CCACHE_PROGRAM}")
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

add_library(surgeline_warnings INTERFACE)
target_compile_options(surgeline_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wold-style-cast -Wcast-qual -Wextra-semi -Wimplicit-fallthrough -Wformat=2
  -Wno-missing-field-initializers # designated initialisers with defaults are our style
)
# What is built compiles six files of a target as one, which takes a third of the time; clang-tidy's preset sees each
# file alone. Where files stand together, a name may well hide one of its neighbour's.
if(CMAKE_UNITY_BUILD)
  target_compile_options(surgeline_warnings INTERFACE -Wno-subobject-linkage)
else()
  target_compile_options(surgeline_warnings INTERFACE -Wshadow)
endif()
if(SURGELINE_WERROR)
  target_compile_options(surgeline_warnings INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 raises these inside its own library once it inlines.
  target_compile_options(surgeline_warnings INTERFACE
    -Wno-restrict -Wno-error=array-bounds -Wno-error=stringop-overflow -Wno-error=stringop-overread
    -Wno-error=maybe-uninitialized -Wno-error=mismatched-new-delete -Wno-error=dangling-pointer
    -Wno-error=use-after-free -Wno-error=free-nonheap-object)
endif()
target_compile_definitions(surgeline_warnings INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)

add_library(surgeline_instrumented INTERFACE)
add_library(surgeline_undefined INTERFACE)
if(SURGELINE_SANITIZE STREQUAL "address")
  target_compile_options(surgeline_instrumented INTERFACE -fsanitize=address -fno-omit-frame-pointer)
  target_link_options(surgeline_instrumented INTERFACE -fsanitize=address,undefined)
  target_compile_options(surgeline_undefined INTERFACE -fsanitize=undefined -fno-sanitize-recover=undefined)
elseif(SURGELINE_SANITIZE STREQUAL "thread")
  target_compile_options(surgeline_instrumented INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
  target_compile_options(surgeline_instrumented INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
  target_compile_definitions(surgeline_instrumented INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  target_link_options(surgeline_instrumented INTERFACE -fsanitize=thread)
elseif(NOT SURGELINE_SANITIZE STREQUAL "none")
  message(FATAL_ERROR "SURGELINE_SANITIZE is none, address or thread, not '${SURGELINE_SANITIZE}'")
endif()
