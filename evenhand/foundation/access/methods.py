"""Which methods the pages of allauth take: Django's classes would also change things by PUT and DELETE.

Those ways pass by the form, and so by what it checks and writes down. A view of ours says its methods the same way:
before it looks at who asks, so that a refusal says nothing of whether there is anything.
"""

from django.views.decorators.http import require_http_methods, require_safe

shown = require_safe
asked = require_http_methods(["GET", "HEAD", "POST"])
