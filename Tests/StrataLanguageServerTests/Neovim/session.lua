-- What a person does with a spec in Neovim, and what they see. NeovimTests runs it, and looks at what it wrote down.
local spec, strata = vim.env.SPEC, vim.env.STRATA
local seen = {}

local function wait(test) return vim.wait(30000, test, 20) end

local function ask(method, params)
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 30000) or {}) do return answer.result end
end

local function run()
  -- As docs/editors.md has it.
  vim.env.PATH = vim.fn.fnamemodify(strata, ":h") .. ":" .. vim.env.PATH
  dofile(vim.fn.has("nvim-0.11") == 1 and vim.env.SETUP or vim.env.OLDER_SETUP)
  vim.cmd("edit " .. vim.fn.fnameescape(spec))

  -- The findings.
  wait(function() return #vim.diagnostic.get(0) > 0 end)
  local client = (vim.lsp.get_clients or vim.lsp.get_active_clients)()[1]
  seen.findings = {}
  for _, finding in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, finding.lnum, finding.lnum + 1, true)[1]
    table.insert(seen.findings, {
      line = finding.lnum + 1,
      text = line:sub(finding.col + 1, finding.end_col),
      message = finding.message,
    })
  end

  -- Hover on a layer.
  vim.fn.search("conv, 6")
  local hover = ask("textDocument/hover", vim.lsp.util.make_position_params())
  seen.hover = hover and hover.contents.value or ""

  -- The quick fix, and that the finding goes.
  local finding = vim.diagnostic.get(0)[1]
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {}, only = { "quickfix" } }
  local action = (ask("textDocument/codeAction", params) or {})[1]
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
  seen.title = action.title
  seen.fixed = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  local function errors() return #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }) end
  wait(function() return errors() == 0 end)
  seen.left = errors()

  local format = vim.lsp.buf.format or function() vim.lsp.buf.formatting_sync(nil, 30000) end
  format({ timeout_ms = 30000 })
  seen.formatted = vim.api.nvim_buf_get_lines(0, 0, -1, false)

  -- Typing, and completion at the cursor.
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { "  - 3x3 max p" })
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), 13 })
  vim.cmd("startinsert!")
  local place = vim.lsp.util.make_position_params()
  place.position.character = 13
  seen.offered = {}
  for _, item in ipairs((ask("textDocument/completion", place) or { items = {} }).items) do
    table.insert(seen.offered, item.label)
  end
  vim.cmd("stopinsert")

  client.stop()
  seen.stopped = wait(function() return client.is_stopped() end)
end

local worked, problem = pcall(run)
if not worked then seen.problem = tostring(problem) end
local file = io.open(vim.env.RESULT, "w")
file:write(vim.fn.json_encode(seen))
file:close()
vim.cmd("qall!")
