# Run as a script: -D PROGRAM= -D OUTPUT= -D SOURCE_DIR=. What the program prints for man, for shells and for whoever reads its JSON, and our changelog as
# Debian calls it.
file(MAKE_DIRECTORY "${OUTPUT}")
foreach(page man:surgeline.1 completion-bash:surgeline.bash completion-zsh:_surgeline completion-fish:surgeline.fish
    schema:scenario.schema.json report-schema:report.schema.json sweep-schema:sweep.schema.json)
  string(REPLACE ":" ";" page "${page}")
  list(GET page 0 topic)
  list(GET page 1 file)
  execute_process(COMMAND "${PROGRAM}" docs "${topic}" OUTPUT_FILE "${OUTPUT}/${file}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
configure_file("${SOURCE_DIR}/CHANGELOG.md" "${OUTPUT}/NEWS" COPYONLY)
configure_file("${SOURCE_DIR}/packaging/changelog" "${OUTPUT}/changelog" COPYONLY)
foreach(file surgeline.1 NEWS changelog)
  # -n: no time stamp, so that the same sources make the same package
  execute_process(COMMAND gzip -9nf "${OUTPUT}/${file}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
