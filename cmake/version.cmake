# surgeline/app/version.hpp: written at build time, touched only when the revision changed.
set(SURGELINE_GENERATED_DIR "${CMAKE_BINARY_DIR}/generated")
set(version_header "${SURGELINE_GENERATED_DIR}/surgeline/app/version.hpp")

set(write_version
  "${CMAKE_COMMAND}" -D "SOURCE_DIR=${CMAKE_SOURCE_DIR}" -D "VERSION=${PROJECT_VERSION}" -D "OUTPUT=${version_header}"
  -P "${CMAKE_SOURCE_DIR}/cmake/write_version.cmake")
execute_process(COMMAND ${write_version} COMMAND_ERROR_IS_FATAL ANY) # a fresh tree configures into a usable one
add_custom_target(surgeline_revision COMMAND ${write_version} BYPRODUCTS "${version_header}"
  COMMENT "Version and revision" VERBATIM)

add_library(surgeline_version INTERFACE)
target_include_directories(surgeline_version INTERFACE "${SURGELINE_GENERATED_DIR}")
add_dependencies(surgeline_version surgeline_revision)
