" Lets ALE use `strata lsp` for specs. ALE finds this file through the second part of the file type `yaml.strata`.
call ale#Set('strata_executable', 'strata')

call ale#linter#Define('strata', {
\   'name': 'strata',
\   'lsp': 'stdio',
\   'executable': {buffer -> ale#Var(buffer, 'strata_executable')},
\   'command': '%e lsp',
\   'language': 'yaml',
\   'project_root': {buffer -> expand('#' . buffer . ':p:h')},
\})
