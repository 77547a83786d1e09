# The files that `millwright init` writes become text in the program, so that it needs nothing beside itself.
# Each template has its folder in templates/; what is the same as in scenarios/ is taken from there.
set(templates minimal policy sweep own-country)
set(common ${PROJECT_SOURCE_DIR}/scenarios/common.yaml)
set(tables ${PROJECT_SOURCE_DIR}/scenarios/minimal)
set(root ${PROJECT_SOURCE_DIR}/scenarios/.millwright)
set(minimal_shared common.yaml ${common} .millwright ${root} data/sectors.csv ${tables}/sectors.csv
  data/input_output.csv ${tables}/input_output.csv)
set(policy_shared .millwright ${root})
set(sweep_shared .millwright ${root})
set(own-country_shared common.yaml ${common} .millwright ${root})

# Appends the text of a file to the list in `code`, and configures anew when the file changes.
function(add_text name file)
  file(READ ${file} text)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  string(APPEND code "       {\"${name}\", R\"=====(${text})=====\"},\n")
  set(code "${code}" PARENT_SCOPE)
endfunction()

set(code "")
foreach(template IN LISTS templates)
  string(APPEND code "      {\"${template}\",\n      {\n")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/templates/${template}
    ${CMAKE_CURRENT_SOURCE_DIR}/templates/${template}/*)
  foreach(name IN LISTS files)
    add_text(${name} ${CMAKE_CURRENT_SOURCE_DIR}/templates/${template}/${name})
  endforeach()
  set(shared ${${template}_shared})
  while(shared)
    list(POP_FRONT shared name file)
    add_text(${name} ${file})
  endwhile()
  string(APPEND code "      }},\n")
endforeach()
set(template_code "${code}")
configure_file(templates.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/templates.cpp @ONLY)
