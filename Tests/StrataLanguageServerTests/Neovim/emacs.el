;;; What a person does with a spec in Emacs, and what they see. EmacsTests runs it, and looks at what it wrote down.  -*- lexical-binding: t; -*-

(require 'compile)
(require 'json)

(defvar seen nil "What was seen, by what it is.")
(defun saw (key value) (push (cons key value) seen))

(defun wait (test)
  "Waits until TEST is true, half a minute at most."
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall test)) (< (float-time) end)) (accept-process-output nil 0.05))))

(defun edit-spec ()
  (load (getenv "SETUP") nil t)
  (find-file (getenv "SPEC"))
  (saw 'mode (symbol-name major-mode))
  ;; `eglot-ensure' waits for the command that opened the file to end.
  (run-hooks 'post-command-hook)
  (wait #'eglot-current-server)
  (flymake-start)
  (wait #'flymake-diagnostics)
  (saw 'findings
       (vconcat (mapcar (lambda (finding)
                          `((line . ,(line-number-at-pos (flymake-diagnostic-beg finding)))
                            (text . ,(buffer-substring-no-properties
                                      (flymake-diagnostic-beg finding) (flymake-diagnostic-end finding)))
                            (message . ,(flymake-diagnostic-text finding))))
                        (flymake-diagnostics))))
  ;; The quick fix, of which there is one; the server hears of the change when the text is saved.
  (goto-char (flymake-diagnostic-beg (car (flymake-diagnostics))))
  (eglot-code-actions (point) (1+ (point)) "quickfix" t)
  (save-buffer)
  (wait (lambda () (null (flymake-diagnostics))))
  (saw 'left (length (flymake-diagnostics)))
  (eglot-format-buffer)
  (saw 'fixed (buffer-substring-no-properties (point-min) (point-max)))
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot-current-server)))

(defun compile-specs ()
  (let* ((default-directory (file-name-directory (getenv "SPEC")))
         (buffer (compile "strata check .")))
    (wait (lambda () (not (process-live-p (get-buffer-process buffer)))))
    (with-current-buffer buffer
      (goto-char (point-min))
      (compilation-next-error 1)
      (let* ((message (get-text-property (point) 'compilation-message))
             (place (compilation--message->loc message)))
        (saw 'compiled `((line . ,(compilation--loc->line place))
                         (column . ,(compilation--loc->col place))
                         (kind . ,(compilation--message->type message))))))))

(condition-case problem
    (progn
      (setq exec-path (cons (file-name-directory (getenv "STRATA")) exec-path))
      (setenv "PATH" (concat (file-name-directory (getenv "STRATA")) ":" (getenv "PATH")))
      (when (equal (getenv "PART") "eglot") (edit-spec))
      (when (equal (getenv "PART") "compile") (compile-specs)))
  (error (saw 'problem (format "%S" problem))))
(with-temp-file (getenv "RESULT") (insert (json-encode seen)))
(kill-emacs)
