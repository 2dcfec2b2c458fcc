# surgeline_live_page: dashboards/live as bytes in the program (proxy/admin/ui_files.hpp), written anew when one of its files changes.
set(live_folder "${CMAKE_SOURCE_DIR}/dashboards/live")
set(live_source "${CMAKE_BINARY_DIR}/generated/live_page.cpp")
file(GLOB live_files CONFIGURE_DEPENDS "${live_folder}/*.html" "${live_folder}/*.css" "${live_folder}/*.js" "${live_folder}/*.mjs" "${live_folder}/*.svg"
  "${live_folder}/vendor/*")

add_custom_command(OUTPUT "${live_source}"
  COMMAND "${CMAKE_COMMAND}" -D "FOLDER=${live_folder}" -D "FILES=${live_files}" -D "OUTPUT=${live_source}"
    -P "${CMAKE_SOURCE_DIR}/cmake/write_live_page.cmake"
  DEPENDS ${live_files} "${CMAKE_SOURCE_DIR}/cmake/write_live_page.cmake"
  COMMENT "The live page as a source file" VERBATIM)
add_library(surgeline_live_page STATIC "${live_source}")
target_include_directories(surgeline_live_page PRIVATE "${CMAKE_SOURCE_DIR}/proxy/admin")
