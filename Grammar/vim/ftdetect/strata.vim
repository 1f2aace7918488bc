" Specs are YAML, and more: both kinds of settings apply.
autocmd BufNewFile,BufRead *.strata.yaml setfiletype yaml.strata
