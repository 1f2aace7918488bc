" Specs are YAML with a notation of their own, so the settings of both file types apply.
autocmd BufNewFile,BufRead *.strata.yaml set filetype=yaml.strata
