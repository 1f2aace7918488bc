" Specs are YAML, and more: both kinds of settings apply.
autocmd BufNewFile,BufRead *.strata.yaml set filetype=yaml.strata
