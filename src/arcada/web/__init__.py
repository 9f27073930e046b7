"""Staff pages: each room reads a form, calls one action, shows a template."""
