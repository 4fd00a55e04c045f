from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from casework import file_kinds


class ListForm(forms.Form):
    """The bureau's list. What is in it is looked at by the gate and by a background check, not here."""

    file = forms.FileField(
        label=_("名录文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_(
            "支持 .xlsx 和 .csv。必有的列：企业名称、统一社会信用代码、地址、镇街；列的先后不限，不认识的列不读。"
        ),
        error_messages={"required": _("请选择要导入的文件。"), "empty": _("这是空文件，请重新导出后再传。")},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > file_kinds.XLSX.limit:
            size = file_kinds.DOCUMENT.limit
            raise forms.ValidationError(_("文件超过 %(size)s MB，请拆成几个后分别导入。") % {"size": size})
        return file
