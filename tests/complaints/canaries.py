"""An invented complainant whose every word is easy to find where it should not be."""

from complaints.confidentiality import Complainant
from tests.factories.complaints import resident_id

NAME, PHONE, ADDRESS = "金丝雀甲乙丙", "13877776666", "金丝雀路七十七号"
JOB, WORDS, FILE = "金丝雀饲养员", "我是金丝雀，三月没有发工资", "金丝雀甲乙丙身份证"
ID = resident_id(777)
CANARIES = (NAME, PHONE, ADDRESS, JOB, WORDS, FILE, ID, "金丝雀", "77776666", ID[6:17])

TOLD = Complainant(
    name=NAME,
    gender="女",
    age="57",
    occupation=JOB,
    id_number=ID,
    phone=PHONE,
    address=ADDRESS,
    statement=WORDS,
)
