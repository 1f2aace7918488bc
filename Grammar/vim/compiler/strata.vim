" `:make` checks the spec of the buffer, and fills the quickfix list.
if exists('current_compiler') | finish | endif
let current_compiler = 'strata'

CompilerSet makeprg=strata\ check\ --format\ concise\ %:S
" Columns are counted in characters, of which almost all are as wide as one on the screen; bytes they are not.
CompilerSet errorformat=%f:%l:%v:\ %trror:\ %m,%f:%l:%v:\ %tarning:\ %m,%I%f:%l:%v:\ advice:\ %m,%-G%.%#
