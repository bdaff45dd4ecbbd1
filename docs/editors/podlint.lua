-- Neovim: lint the buffer's text as it is, saved or not, and show the findings as diagnostics.
local M = {}

local severities = {
  error = vim.diagnostic.severity.ERROR,
  warning = vim.diagnostic.severity.WARN,
  info = vim.diagnostic.severity.INFO,
}

function M.arguments(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  return { "check", "-", "--stdin-filename", name, "--quiet", "--format", "concise" }
end

-- The diagnostics in a concise report on a buffer; also a `parser` for nvim-lint.
function M.parse(output, buffer)
  local found = {}
  for line in output:gmatch("[^\n]+") do
    local row, column, severity, rule, message = line:match(":(%d+):(%d+): (%a+)%[([%w-]+)%] (.*)$")
    if row then
      row, column = tonumber(row), tonumber(column)
      local text = vim.api.nvim_buf_get_lines(buffer, row - 1, row, false)[1] or ""
      table.insert(found, {
        lnum = row - 1, col = math.max(vim.fn.byteidxcomp(text, column - 1), 0), severity = severities[severity],
        message = message, code = rule, source = "podlint",
      })
    end
  end
  return found
end

function M.lint(buffer)
  local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n"
  local command = vim.list_extend({ "podlint" }, M.arguments(buffer))
  local namespace = vim.api.nvim_create_namespace("podlint")
  vim.diagnostic.set(namespace, buffer, M.parse(vim.fn.system(command, text), buffer))
end

function M.setup()
  vim.api.nvim_create_autocmd({ "BufReadPost", "BufWritePost" }, {
    pattern = { "*.yaml", "*.yml" },
    callback = function(event) M.lint(event.buf) end,
  })
end

return M
