# What every target of ours is compiled with.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_LINK_LIBRARIES_ONLY_TARGETS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

option(ASHLAR_WERROR "treat warnings as errors" OFF)
set(ASHLAR_SANITIZE "" CACHE STRING "sanitizers to build with, such as address,undefined")
option(ASHLAR_FUZZ "build the libFuzzer targets (clang)" OFF)

function(ashlar_compile_options target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                                           -Wswitch-enum -Wnon-virtual-dtor)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC bug 105651: `"x" + string` warns at -O2.
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  if(ASHLAR_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(ASHLAR_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=${ASHLAR_SANITIZE} -fno-sanitize-recover=all
                                            -fno-omit-frame-pointer)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # GCC's manual, -fsanitize=: sanitizers make these warnings misfire, in std::regex for one.
      target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
    endif()
    target_link_options(${target} PUBLIC -fsanitize=${ASHLAR_SANITIZE})
  endif()
endfunction()
