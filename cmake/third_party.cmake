# The libraries that the project stands on, all from Debian's packages (scripts/dependencies lists
# and installs them). Those without a CMake package of their own become imported targets here.

set(ASHLAR_HINT "run scripts/dependencies, which installs what the build needs")

macro(ashlar_require package)
  find_package(${package} QUIET ${ARGN})
  if(NOT ${package}_FOUND)
    message(FATAL_ERROR "${package} is missing: ${ASHLAR_HINT}")
  endif()
endmacro()

ashlar_require(Threads)
ashlar_require(fmt)
ashlar_require(simdjson)
ashlar_require(nlohmann_json)
ashlar_require(CLI11)
ashlar_require(OpenSSL COMPONENTS Crypto)
ashlar_require(PkgConfig)

function(ashlar_import name)
  cmake_parse_arguments(ARG "" "HEADER" "LIBRARIES" ${ARGN})
  find_path(ASHLAR_${name}_INCLUDE ${ARG_HEADER})
  if(NOT ASHLAR_${name}_INCLUDE)
    message(FATAL_ERROR "the header ${ARG_HEADER} is missing: ${ASHLAR_HINT}")
  endif()
  add_library(ashlar::${name} INTERFACE IMPORTED)
  target_include_directories(ashlar::${name} SYSTEM INTERFACE ${ASHLAR_${name}_INCLUDE})
  foreach(library IN LISTS ARG_LIBRARIES)
    find_library(ASHLAR_LIB_${library} ${library})
    if(NOT ASHLAR_LIB_${library})
      message(FATAL_ERROR "lib${library} is missing: ${ASHLAR_HINT}")
    endif()
    # Named by path: CMAKE_LINK_LIBRARIES_ONLY_TARGETS refuses bare names.
    add_library(ashlar::lib_${library} UNKNOWN IMPORTED)
    set_target_properties(ashlar::lib_${library} PROPERTIES IMPORTED_LOCATION ${ASHLAR_LIB_${library}})
    target_link_libraries(ashlar::${name} INTERFACE ashlar::lib_${library})
  endforeach()
endfunction()

ashlar_import(pg_query HEADER pg_query.h LIBRARIES pg_query)
ashlar_import(pqxx HEADER pqxx/pqxx LIBRARIES pqxx pq)
# libpqxx's own base: where its headers lie differs from one distribution to the next.
pkg_check_modules(LIBPQ QUIET IMPORTED_TARGET libpq)
if(NOT LIBPQ_FOUND)
  message(FATAL_ERROR "libpq is missing: ${ASHLAR_HINT}")
endif()
ashlar_import(utf8proc HEADER utf8proc.h LIBRARIES utf8proc)
ashlar_import(tomlplusplus HEADER toml++/toml.h)
