;;; podlint.el --- Emacs: podlint as a Flymake backend  -*- lexical-binding: t -*-
(require 'flymake)

(defvar-local podlint--process nil)

(defun podlint-flymake (report &rest _)
  "Lint the buffer's text, saved or not, and give the findings to REPORT."
  (when (process-live-p podlint--process) (kill-process podlint--process))
  (let ((buffer (current-buffer)))
    (setq podlint--process
          (make-process
           :name "podlint" :noquery t :connection-type 'pipe :buffer (generate-new-buffer " *podlint*")
           :command (list "podlint" "check" "-" "--quiet" "--format" "concise"
                          "--stdin-filename" (or buffer-file-name "buffer.yaml"))
           :sentinel
           (lambda (process _event)
             (when (memq (process-status process) '(exit signal))
               (unwind-protect
                   (when (eq process (buffer-local-value 'podlint--process buffer))
                     (funcall report (podlint--found buffer (process-buffer process))))
                 (kill-buffer (process-buffer process)))))))
    (process-send-region podlint--process (point-min) (point-max))
    (process-send-eof podlint--process)))

(defun podlint--found (buffer output)
  "The Flymake diagnostics of BUFFER in the concise report OUTPUT."
  (with-current-buffer output
    (goto-char (point-min))
    (let (found)
      (while (re-search-forward "^.*?:\\([0-9]+\\):\\([0-9]+\\): \\(error\\|warning\\|info\\)\\[[a-z0-9-]+\\] .*$" nil t)
        (let* ((line (string-to-number (match-string 1)))
               (column (string-to-number (match-string 2)))
               (type (pcase (match-string 3) ("error" :error) ("warning" :warning) (_ :note)))
               (region (flymake-diag-region buffer line column)))
          (push (flymake-make-diagnostic buffer (car region) (cdr region) type
                                         (buffer-substring (match-beginning 3) (match-end 0)))
                found)))
      (nreverse found))))

(defun podlint-setup ()
  "Let Flymake check this buffer with podlint."
  (add-hook 'flymake-diagnostic-functions #'podlint-flymake nil t)
  (flymake-mode 1))

(provide 'podlint)
;;; podlint.el ends here
