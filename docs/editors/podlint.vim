" Vim: podlint's concise format as 'errorformat'. Run :make to fill the quickfix list.
set makeprg=podlint\ check\ --quiet\ --format\ concise\ %:S
set errorformat=%f:%l:%c:\ %trror[%*[^]]]\ %m,%f:%l:%c:\ %tarning[%*[^]]]\ %m,%f:%l:%c:\ %tnfo[%*[^]]]\ %m
