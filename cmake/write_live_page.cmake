# Run as a script: -D FOLDER= -D FILES=a;b;… -D OUTPUT=. Writes the files as a table of their names below FOLDER and their bytes.
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  cmake_path(RELATIVE_PATH file BASE_DIRECTORY "${FOLDER}" OUTPUT_VARIABLE name)
  file(READ "${file}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "const unsigned char bytes_${number}[]{${bytes}};\n")
  string(APPEND rows "    {\"${name}\", text(bytes_${number})},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// Written by cmake/write_live_page.cmake.
#include \"ui_files.hpp\"

namespace surgeline::admin {
namespace {

${arrays}
template <std::size_t size>
std::string_view text(const unsigned char (&bytes)[size]) {
  return {reinterpret_cast<const char*>(bytes), size};
}

const ui_file files[]{
${rows}};

}  // namespace

std::span<const ui_file> ui_files() { return files; }

}  // namespace surgeline::admin
")
