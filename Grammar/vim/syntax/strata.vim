" The notation of specs, within YAML's own highlighting. It is loaded after syntax/yaml.vim by the file type
" `yaml.strata`.
" Generated from the catalog by `strata reference`; a test fails if it is out of date.
syn case match

syn match strataParameter /\$\h\w*\|\${\h\w*}/ contained containedin=yamlPlainScalar,yamlFlowString
syn match strataSize /\%(^\|[ ,\[{]\)\@1<=\%(\d\+\|?\)\%(x\%(\d\+\|?\)\)\+\ze\%([ ,\]}]\|$\)/ contained containedin=yamlPlainScalar
syn match strataStride /\%([ ]\)\@1<=\/\%(\d\+\%(x\d\+\)\?\|?\)/ contained containedin=yamlPlainScalar

" Layers.
syn match strataLayer /\<\%(local response norm\|adaptive avg pool\|adaptive max pool\|stochastic depth\|channel shuffle\|global avg pool\|global max pool\|pixel unshuffle\|transposed conv\|depthwise conv\|separable conv\|squeeze-excite\|channel split\|instance norm\|pixel shuffle\|replicate pad\|layer scale\|log softmax\|reflect pad\|batch norm\|group norm\|layer norm\|avg pool\|max pool\|upsample\|zero pad\|dropout\|flatten\|reshape\|softmax\|prelu\|conv\|crop\|mlp\|fc\)\>/ contained containedin=yamlPlainScalar

" Activations.
syn match strataActivation /\<\%(hard sigmoid\|hard swish\|leaky relu\|sigmoid\|relu6\|gelu\|mish\|relu\|silu\|tanh\|elu\)\>/ contained containedin=yamlPlainScalar

" Joins and contracts.
syn match strataStructure /\%(^\|- \)\@2<=\<\%(multiply\|concat\|expect\|add\)\>/ contained containedin=yamlPlainScalar

" Choices for training.
syn match strataTraining /\<\%(negative log likelihood\|binary cross entropy\|mean squared error\|cross entropy\|fashion-mnist\|constant\|cosine\|adamw\|step\|csv\|idx\|sgd\)\>/ contained containedin=yamlPlainScalar

" Options after a comma.
syn match strataOption /\%(, *\)\@8<=\<\%(uncounted padding\|per channel\|output pad\|no header\|separator\|smoothing\|test file\|bilinear\|dilation\|momentum\|nesterov\|classes\|epsilon\|missing\|nearest\|no bias\|factor\|groups\|target\|warmup\|alpha\|beta1\|beta2\|decay\|every\|start\|valid\|beta\|ceil\|crop\|gate\|init\|part\|rate\|same\|seed\|size\|test\|pad\|as\|k\)\>/ contained containedin=yamlPlainScalar

hi def link strataParameter Identifier
hi def link strataSize Number
hi def link strataStride Number
hi def link strataLayer Function
hi def link strataActivation Type
hi def link strataStructure Keyword
hi def link strataTraining Function
hi def link strataOption Keyword
