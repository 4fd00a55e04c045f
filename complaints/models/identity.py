"""The vault: who complained. Read only through `complaints.confidentiality`."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.by import By
from casework.models import Attachment
from casework.sealing import SealedTextField
from complaints import confidentiality
from complaints.models.complaint import Complaint
from complaints.querysets import IdentityQuerySet


class ComplainantIdentity(models.Model):
    """One row per complaint. What tells who it was is sealed; files from or to them hang here too."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="identity")
    # The same person over several complaints; None when nobody is named.
    person = models.UUIDField(null=True, db_index=True, editable=False)
    name = SealedTextField(_("姓名"), blank=True)
    gender = SealedTextField(_("性别"), blank=True)
    age = SealedTextField(_("年龄"), blank=True)
    occupation = SealedTextField(_("职业"), blank=True)
    id_number = SealedTextField(_("身份证号"), blank=True)
    phone = SealedTextField(_("电话"), blank=True)
    address = SealedTextField(_("住址"), blank=True)
    statement = SealedTextField(_("原始陈述"), blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    id_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    attachments = GenericRelation("casework.Attachment")
    files_need_reason = True

    objects = IdentityQuerySet.as_manager()

    class Meta:
        verbose_name = _("举报人信息")

    def __str__(self) -> str:
        return f"{self.complaint.number} {self._meta.verbose_name}"

    def __repr__(self) -> str:
        return f"<ComplainantIdentity of complaint {self.complaint_id}>"

    def get_absolute_url(self) -> str:
        return self.complaint.get_absolute_url()

    def open_file(self, file: Attachment, *, by: By, reason: str) -> None:
        """Called before a file of the vault is handed out. Raises `Refused`."""
        confidentiality.open_file(self.complaint, file.pk, by=by, reason=reason)
