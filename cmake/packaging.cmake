# What `cmake --install` lays down, and `cpack` (./dev package) makes a Debian package of:
#   program  the program, its licence, the scenarios as examples; all that an image needs
#   system   what Debian wants beside it: unit, user, configuration, manual page, completions, schemas
set(pages "${CMAKE_BINARY_DIR}/pages")
set(packaging "${CMAKE_SOURCE_DIR}/packaging")

# The program prints its own manual page, completions and schemas. Not part of `all`: ./dev package asks for it.
set(print_pages "${CMAKE_COMMAND}" -D "PROGRAM=$<TARGET_FILE:surgeline>" -D "OUTPUT=${pages}"
  -D "SOURCE_DIR=${CMAKE_SOURCE_DIR}" -P "${CMAKE_SOURCE_DIR}/cmake/print_pages.cmake")
add_custom_target(surgeline_pages COMMAND ${print_pages} COMMENT "Manual page, completions and schemas" VERBATIM)
add_dependencies(surgeline_pages surgeline)

install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/surgeline" COMPONENT program)
install(DIRECTORY scenarios DESTINATION "${CMAKE_INSTALL_DATADIR}/surgeline" COMPONENT program
  PATTERN node_modules EXCLUDE)

install(FILES "${pages}/surgeline.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT system)
install(FILES "${pages}/surgeline.bash" RENAME surgeline
  DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" COMPONENT system)
install(FILES "${pages}/_surgeline" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions" COMPONENT system)
install(FILES "${pages}/surgeline.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" COMPONENT system)
install(FILES "${pages}/NEWS.gz" "${pages}/changelog.gz" "${packaging}/copyright" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT system)
install(FILES "${pages}/scenario.schema.json" "${pages}/report.schema.json" "${pages}/sweep.schema.json"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/surgeline/schemas" COMPONENT system)
# Where Debian has them, whatever the prefix.
install(FILES "${packaging}/surgeline.service" DESTINATION /lib/systemd/system COMPONENT system)
install(FILES "${packaging}/sysusers.conf" RENAME surgeline.conf DESTINATION /usr/lib/sysusers.d COMPONENT system)
install(FILES "${packaging}/sidecar.toml" "${packaging}/proxies.json" DESTINATION /etc/surgeline COMPONENT system)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME surgeline)
set(CPACK_PACKAGE_VENDOR "Surgeline")
set(CPACK_PACKAGE_CONTACT "Surgeline's maintainers <maintainers@surgeline.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "proxy and simulator for cascading failures")
set(CPACK_PACKAGE_DESCRIPTION
  "Surgeline stands between services and injects faults: delays, stalls,\nresets, errors. It carries experiments out, on sockets and in virtual\ntime, and judges whether a system comes back. It speaks the API of\nToxiproxy too.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON) # which libraries, and from which version on: dpkg-shlibdeps finds out
set(CPACK_DEBIAN_PACKAGE_DEPENDS "systemd | systemd-standalone-sysusers")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${packaging}/postinst" "${packaging}/prerm" "${packaging}/postrm" "${packaging}/conffiles")
include(CPack)
