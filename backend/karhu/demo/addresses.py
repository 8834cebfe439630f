"""The addresses of the sample company that mean something to its servers."""

ADMINISTRATOR_EMAIL = "aino@karhula.example.com"
READER_EMAIL = "veikko@karhula.example.com"
PASSWORD = "karhu-demo"  # it guards made-up names on one machine

REFUSED = "postilaatikko@refused.example.com"  # the mail server knows no such mailbox
BUSY = "postilaatikko@busy.example.com"  # and this one is always full
