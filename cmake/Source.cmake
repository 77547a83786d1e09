# The engine's own source as one archive, which is compiled into `millwright`, so that whoever has only the program can
# pass its source on (`millwright bundle`). Only files that git tracks: what somebody keeps beside them is nobody's
# business. The archive holds its own list with the commit, source.txt, so that the source unpacked from it builds the
# same archive and tells the same commit without git. Sets MILLWRIGHT_GIT_HASH and MILLWRIGHT_SOURCE_ARCHIVE.
set(list ${PROJECT_SOURCE_DIR}/source.txt)
set(MILLWRIGHT_GIT_HASH "")
set(files "")
if(EXISTS ${PROJECT_SOURCE_DIR}/.git)
  execute_process(COMMAND git describe --always --dirty --abbrev=12 --exclude=* WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    OUTPUT_VARIABLE MILLWRIGHT_GIT_HASH OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  # Without tests/, so that a change of a test does not link the program anew.
  execute_process(COMMAND git ls-files -- cmake engine scenarios tools CMakeLists.txt CMakePresets.json .clang-format
    CHANGELOG.md CITATION.cff CONTRIBUTING.md LICENSE README.md
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE files OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  string(REPLACE "\n" ";" files "${files}")
elseif(EXISTS ${list})
  file(STRINGS ${list} files)
  list(POP_FRONT files commit)
  string(REPLACE "commit " "" MILLWRIGHT_GIT_HASH "${commit}")
else()
  message(WARNING "neither git nor source.txt tells what belongs to the source: `millwright bundle` will not pack it")
endif()

list(SORT files)
set(present "")
foreach(file IN LISTS files)
  if(EXISTS ${PROJECT_SOURCE_DIR}/${file})
    list(APPEND present ${file})
  endif()
endforeach()
list(JOIN present "\n" lines)
set(folder ${CMAKE_BINARY_DIR}/source)
set(MILLWRIGHT_SOURCE_ARCHIVE ${folder}/source.tar.gz)
file(CONFIGURE OUTPUT ${folder}/source.txt CONTENT "commit ${MILLWRIGHT_GIT_HASH}\n${lines}\n" @ONLY)
list(TRANSFORM present PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE paths)
if(present)
  # Owner, time and order are fixed: the same files give the same bytes.
  add_custom_command(OUTPUT ${MILLWRIGHT_SOURCE_ARCHIVE} DEPENDS ${paths} ${folder}/source.txt
    COMMAND tail -n +2 ${folder}/source.txt | tar --create --format=ustar --mtime=@0 --owner=0 --group=0 --numeric-owner
      --mode=u=rwX,go=rX --transform "s,^,millwright-${PROJECT_VERSION}/," -C ${PROJECT_SOURCE_DIR} -T - -C ${folder}
      source.txt | gzip -n9 > ${MILLWRIGHT_SOURCE_ARCHIVE}
    COMMENT "Packing the source" VERBATIM)
else()
  file(WRITE ${MILLWRIGHT_SOURCE_ARCHIVE} "")
endif()
add_custom_target(source_archive DEPENDS ${MILLWRIGHT_SOURCE_ARCHIVE})
