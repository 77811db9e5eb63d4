"""Reading files."""

from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string

from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.files.disk import place_of
from evenhand.foundation.files.models import File


def file_for(viewer: Viewer, ref: str) -> File:
    """The file, if the policy of its owner's slice opens it; what has no policy is closed."""
    file = get_object_or_404(File, ref=ref)
    may_open = import_string(settings.EVENHAND_FILE_POLICIES).get(file.owner_type)
    if may_open is None or not may_open(viewer, file.owner_ref) or not path_of(file).exists():
        raise Http404
    return file


def files_of(owner_type: str, owner_ref: str) -> list[File]:
    return list(File.objects.filter(owner_type=owner_type, owner_ref=owner_ref))


def path_of(file: File) -> Path:
    return place_of(file.sha256)
