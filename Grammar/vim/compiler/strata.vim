" `:make` checks the spec in the current buffer and fills the quickfix list.
if exists('current_compiler') | finish | endif
let current_compiler = 'strata'

CompilerSet makeprg=strata\ check\ --format\ concise\ %:S
" Columns count characters, not bytes. %v counts screen columns, which is the same for almost all characters.
CompilerSet errorformat=%f:%l:%v:\ %trror:\ %m,%f:%l:%v:\ %tarning:\ %m,%I%f:%l:%v:\ advice:\ %m,%-G%.%#
