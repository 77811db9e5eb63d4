"""`evenhand createadmin`: the first administrator of a new installation."""

from importlib import import_module

from evenhand.foundation.access.roles import Role

# The file's name has a hyphen, because it is what one types.
AddUser = import_module("evenhand.foundation.access.management.commands.add-user").Command


class Command(AddUser):
    help = "Make an administrator; asks for the password."
    role = Role.ADMINISTRATOR
