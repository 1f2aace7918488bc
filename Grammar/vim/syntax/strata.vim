" The notation of specs, within YAML's own highlighting. It is loaded behind syntax/yaml.vim by the file type
" `yaml.strata`. A test holds the words to the catalogue.
syn case match

syn match strataParameter /\$\h\w*\|\${\h\w*}/ contained containedin=yamlPlainScalar,yamlFlowString
syn match strataSize /\%(^\|[ ,\[{]\)\@1<=\%(\d\+\|?\)\%(x\%(\d\+\|?\)\)\+\ze\%([ ,\]}]\|$\)/ contained containedin=yamlPlainScalar
syn match strataStride /\%([ ]\)\@1<=\/\%(\d\+\%(x\d\+\)\?\|?\)/ contained containedin=yamlPlainScalar

" Layers.
syn match strataLayer /\<\%(depthwise conv\|transposed conv\|conv\|max pool\|avg pool\|global avg pool\|global max pool\|adaptive avg pool\|adaptive max pool\|fc\|mlp\|flatten\|reshape\|batch norm\|layer norm\|group norm\|instance norm\|local response norm\|dropout\|stochastic depth\|softmax\|squeeze-excite\|layer scale\|upsample\|zero pad\|crop\|pixel shuffle\|channel shuffle\|channel split\|prelu\)\>/ contained containedin=yamlPlainScalar

" What is done to each value.
syn match strataActivation /\<\%(leaky relu\|relu6\|relu\|sigmoid\|tanh\|gelu\|silu\|hard swish\|hard sigmoid\|elu\|mish\)\>/ contained containedin=yamlPlainScalar

" What joins tensors, and contracts.
syn match strataStructure /\%(^\|- \)\@2<=\<\%(concat\|add\|multiply\|expect\)\>/ contained containedin=yamlPlainScalar

" What follows a comma.
syn match strataOption /\%(, *\)\@8<=\<\%(uncounted padding\|per channel\|output pad\|no header\|separator\|smoothing\|bilinear\|dilation\|momentum\|nesterov\|classes\|epsilon\|missing\|nearest\|no bias\|factor\|groups\|target\|warmup\|alpha\|beta1\|beta2\|decay\|every\|start\|valid\|beta\|ceil\|crop\|gate\|init\|part\|rate\|same\|seed\|size\|test\|pad\|as\|k\)\>/ contained containedin=yamlPlainScalar

hi def link strataParameter Identifier
hi def link strataSize Number
hi def link strataStride Number
hi def link strataLayer Function
hi def link strataActivation Type
hi def link strataStructure Keyword
hi def link strataOption Keyword
