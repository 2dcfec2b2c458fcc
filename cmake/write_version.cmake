# Run as a script: -D SOURCE_DIR= -D VERSION= -D OUTPUT=. Without git the revision is what $SURGELINE_REVISION says, or "unknown".
set(REVISION "unknown")
if(NOT "$ENV{SURGELINE_REVISION}" STREQUAL "")
  set(REVISION "$ENV{SURGELINE_REVISION}")
endif()
find_program(GIT_PROGRAM git)
if(GIT_PROGRAM)
  execute_process(
    COMMAND "${GIT_PROGRAM}" -C "${SOURCE_DIR}" describe --always --dirty --abbrev=12 --exclude "*"
    OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed AND described)
    set(REVISION "${described}")
  endif()
endif()
configure_file("${CMAKE_CURRENT_LIST_DIR}/version.hpp.in" "${OUTPUT}" @ONLY)
