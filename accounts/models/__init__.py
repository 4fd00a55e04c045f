"""An account, the passwords it may not use again, and its second factor."""

from accounts.models.deputy import Deputy
from accounts.models.second_factor import RecoveryCode, SecondFactor
from accounts.models.sign_in import SignIn
from accounts.models.user import PasswordHistory, User, valid_name, valid_phone

__all__ = [
    "Deputy",
    "PasswordHistory",
    "RecoveryCode",
    "SecondFactor",
    "SignIn",
    "User",
    "valid_name",
    "valid_phone",
]
