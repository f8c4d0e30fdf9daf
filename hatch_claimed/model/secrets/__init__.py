"""What looks like a secret. Checks, lists, pages and artifacts ask here, so that what one hides no other shows.

`names` says what a name promises, `values` whether a text is a secret or stands for one, `forms` finds credentials that
can be told without a name, `urls` those in URLs, and `lines`, `texts` and `defaults` decide what is shown.
"""
