"""People who sign in, and the role that each has in a practice."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from arcada.store.constraints import CURRENT_USER
from arcada.store.keys import uuid7
from arcada.store.models import TenantModel


class Role(models.TextChoices):
    """The role of access that a person has in one practice."""

    DENTIST = "dentist", "Dentist"
    COORDINATOR = "coordinator", "Treatment coordinator"
    HYGIENIST = "hygienist", "Hygienist"
    DESK = "desk", "Front desk"
    MANAGER = "manager", "Manager"
    OWNER = "owner", "Owner"


class UserManager(BaseUserManager["User"]):
    """Finds and makes people by e-mail, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the person who signs in with this e-mail."""
        return self.get(email=self.fold(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password they cannot sign in."""
        user = self.model(email=self.fold(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @staticmethod
    def fold(email: str) -> str:
        """Write an e-mail the one way it is stored."""
        return email.strip().lower()


class User(AbstractBaseUser):
    """A person who signs in. Belongs to practices through memberships; no patient's data."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        """One person an e-mail, in lower case."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["email"], name="user_email_once"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(TenantModel):
    """A person's role in one practice; ended, never deleted. Its own person may read it before choosing a practice."""

    also_readable = f"user_id = {CURRENT_USER}"

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One membership a person and practice."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "user"], name="membership_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
