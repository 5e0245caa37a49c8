"""Words that synthetic records are composed of, in Vietnamese and English, common ones first."""

from typing import NamedTuple


class Pair(NamedTuple):
    """A phrase in Vietnamese, and the same in English."""

    vi: str
    en: str


def _pairs(text: str) -> tuple[Pair, ...]:
    lines = (line.split("|") for line in text.strip().splitlines())
    return tuple(Pair(vi.strip(), en.strip()) for vi, en in lines)


DISTINCTIVE = Pair("xây dựng đội ngũ liêm chính", "build a staff of integrity")
"""What stands in a known number of directives; its word liêm stands nowhere else."""

ACTS = _pairs("""
Tiếp tục đẩy mạnh | Keep stepping up
Rà soát, hoàn thiện | Review and complete
Tăng cường | Strengthen
Nâng cao chất lượng | Raise the quality of
Tập trung thực hiện | Concentrate on
Khẩn trương triển khai | Carry out without delay
Đẩy nhanh | Speed up
Chủ động phối hợp trong | Take the lead in working together on
Kiểm tra, giám sát | Check and supervise
Bố trí nguồn lực cho | Provide resources for
Công khai, minh bạch | Make public
Tháo gỡ khó khăn trong | Clear the snags of
Đổi mới | Renew
Báo cáo kết quả | Report the results of
Cắt giảm thời gian | Cut the time taken by
Phân công rõ trách nhiệm về | Assign responsibility for
Đánh giá thực chất | Assess truthfully
Thống nhất cách làm | Agree on one way of
Số hóa | Digitise
Nhân rộng mô hình | Spread good examples of
Chấm dứt tình trạng chậm trễ trong | Put an end to delay in
Lắng nghe phản ánh về | Listen to complaints about
Ban hành quy chế | Issue rules on
Tổng kết kinh nghiệm | Draw the lessons of
Khen thưởng kịp thời việc | Reward in time
""")

THINGS: dict[str, tuple[Pair, ...]] = {
    "procedures": _pairs("""
giải quyết thủ tục hành chính | the handling of administrative procedures
TTHC liên thông | procedures that pass through several bodies
cơ chế một cửa, một cửa liên thông | the one-stop mechanism
kiểm soát thủ tục hành chính | the control of procedures
hồ sơ đất đai | land files
đăng ký kinh doanh | business registration
cấp giấy phép xây dựng | building permits
hồ sơ hộ tịch | civil status files
thành phần hồ sơ và giấy tờ không cần thiết | needless papers
chi phí tuân thủ của doanh nghiệp | the compliance costs of businesses
điều kiện đầu tư, kinh doanh | conditions of investment and business
Trung tâm phục vụ hành chính công | the public service centre
"""),
    "digital": _pairs("""
chuyển đổi số | digital transformation
dịch vụ công trực tuyến toàn trình | online public services from end to end
Cổng Dịch vụ công quốc gia | the National Public Service Portal
cơ sở dữ liệu quốc gia về dân cư | the national population database
kết nối, chia sẻ dữ liệu | the joining and sharing of data
Đề án 06 | Project 06
hạ tầng số và nền tảng số | digital infrastructure and platforms
chữ ký số cá nhân | personal digital signatures
an toàn thông tin mạng | network security
thanh toán không dùng tiền mặt | cashless payment
kho dữ liệu điện tử của tổ chức, cá nhân | electronic stores of data
trí tuệ nhân tạo trong quản lý | artificial intelligence in administration
"""),
    "institutions": _pairs("""
xây dựng thể chế | the building of institutions
văn bản quy phạm pháp luật | regulations
thi hành pháp luật | the enforcement of law
pháp luật về tổ chức chính quyền địa phương | law on local government
cơ chế, chính sách đặc thù | special mechanisms and policies
văn bản hướng dẫn luật | documents that guide laws
thẩm định chính sách | the appraisal of policies
phổ biến, giáo dục pháp luật | the teaching of law
quy định chồng chéo, mâu thuẫn | rules that overlap or contradict
kiểm tra văn bản | the examination of documents
"""),
    "apparatus": _pairs("""
sắp xếp tổ chức bộ máy | the arrangement of the apparatus
tinh giản biên chế | the cutting of posts
sắp xếp đơn vị hành chính cấp xã | the arrangement of communes
phân cấp, phân quyền | decentralisation
đơn vị sự nghiệp công lập | public service units
chức năng, nhiệm vụ của cơ quan chuyên môn | the functions of specialised bodies
trụ sở làm việc dôi dư | surplus offices
quy chế phối hợp liên ngành | rules of work between sectors
"""),
    "civil-service": _pairs("""
kỷ luật, kỷ cương hành chính | administrative discipline
đào tạo, bồi dưỡng cán bộ | the training of officials
đạo đức công vụ và văn hóa công sở | public ethics and office culture
vị trí việc làm | job positions
trách nhiệm người đứng đầu | the responsibility of heads
tuyển dụng công chức | the recruitment of civil servants
đánh giá cán bộ, công chức, viên chức | the assessment of officials
luân chuyển cán bộ | the rotation of officials
thu hút người có tài năng | the attraction of talent
kiểm tra công vụ đột xuất | unannounced inspections
"""),
    "public-finance": _pairs("""
giải ngân vốn đầu tư công | the disbursement of public investment
tiết kiệm chi thường xuyên | savings in recurrent spending
tự chủ tài chính | financial autonomy
quản lý tài sản công | the management of public assets
thu ngân sách nhà nước | state revenue
phòng, chống lãng phí | the fight against waste
đấu thầu qua mạng | online bidding
cổ phần hóa doanh nghiệp nhà nước | the equitisation of state enterprises
"""),
    "general": _pairs("""
chương trình cải cách hành chính | the reform programme
kế hoạch CCHC hằng năm | the yearly reform plan
chỉ số cải cách hành chính | the reform index
tuyên truyền về CCHC | publicity for the reform
sự hài lòng của người dân | the satisfaction of people
chế độ thông tin, báo cáo | reporting
đối thoại với người dân, doanh nghiệp | dialogue with people and businesses
thi đua cải cách hành chính | emulation in reform
"""),
}
"""Area → what is done something about in it."""

PLACES = _pairs("""
tại các bộ, ngành | in ministries and sectors
ở cấp xã | in communes
trên địa bàn tỉnh | in the province
tại cơ quan, đơn vị trực thuộc | in subordinate bodies
ở vùng sâu, vùng xa, biên giới, hải đảo | in remote, border and island areas
trong các khu công nghiệp | in industrial zones
tại bộ phận một cửa các cấp | at one-stop offices of all levels
trong lĩnh vực y tế, giáo dục | in health and education
trong lĩnh vực giao thông, xây dựng | in transport and construction
trong nông nghiệp và môi trường | in agriculture and environment
""")

AIMS = _pairs("""
để phục vụ người dân, doanh nghiệp tốt hơn | so that people and businesses are served better
để hoàn thành chỉ tiêu được giao | so that the targets set are met
nhằm cải thiện môi trường đầu tư | so that the climate for investment improves
gắn với trách nhiệm giải trình | together with accountability
không để chậm, muộn kéo dài | without delays that drag on
để bộ máy tinh gọn, hiệu lực, hiệu quả | so that the apparatus is lean and effective
bảo đảm đúng tiến độ, đúng quy định | on time and by the rules
lấy người dân làm trung tâm | with people at the centre
để khơi thông nguồn lực, thúc đẩy tăng trưởng | so that resources flow and growth is furthered
nhất là trong tháng cao điểm | above all in the peak month
với tinh thần nói đi đôi với làm | in the spirit of doing what one says
tránh hình thức, đối phó | without formalism
""")

FOLLOWING = Pair("theo Kế hoạch số {number}/KH-UBND", "by Plan {number}/KH-UBND")

ADDRESSEES = (
    "bộ, ngành",
    "địa phương",
    "sở, ban, ngành",
    "thành viên Ban Chỉ đạo",
    "UBND cấp xã",
    "người đứng đầu",
    "Bộ Nội vụ",
    "Văn phòng UBND tỉnh",
    "Văn phòng Chính phủ",
    "Sở Nội vụ",
    "Bộ Tư pháp",
    "Bộ Tài chính",
    "Sở Tư pháp",
    "Bộ Khoa học và Công nghệ",
    "Bộ Công an",
    "Sở Khoa học và Công nghệ",
    "Sở Tài chính",
    "các cấp, ngành",
    "Sở Nông nghiệp và Môi trường",
    "Công an tỉnh",
    "cơ quan thông tấn, báo chí",
    "Bảo hiểm xã hội",
    "Cục Thuế",
    "cán bộ, công chức bộ phận một cửa",
)

FAMILY_NAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Dương")
MIDDLE_NAMES = ("Văn", "Thị", "Đức", "Minh", "Quang", "Thanh", "Hữu", "Ngọc", "Xuân", "Thu")
GIVEN_NAMES = (
    *("An", "Bích", "Châu", "Dũng", "Đạt", "Giang", "Hà", "Hải", "Hiền", "Hùng", "Khánh"),
    *("Lan", "Long", "Mai", "Nam", "Oanh", "Phong", "Quân", "Sơn", "Tâm", "Tuấn", "Yến"),
)

AREAS = {
    "institutions": Pair("Cải cách thể chế", "Institutional reform"),
    "procedures": Pair("Cải cách thủ tục hành chính", "Administrative procedure reform"),
    "apparatus": Pair("Cải cách tổ chức bộ máy", "Organisational reform"),
    "civil-service": Pair("Cải cách chế độ công vụ", "Civil service reform"),
    "public-finance": Pair("Cải cách tài chính công", "Public finance reform"),
    "digital": Pair("Xây dựng Chính phủ điện tử, Chính phủ số", "Digital government"),
    "general": Pair("Chung", "General"),
}

THEMES = {
    "cutting-procedures": Pair("Cắt giảm thủ tục", "Cutting procedures"),
    "digital-government": Pair("Chính phủ số", "Digital government"),
    "discipline": Pair("Kỷ luật, kỷ cương", "Discipline"),
    "programme": Pair("Thực hiện chương trình", "Carrying out the programme"),
    "accountability": Pair("Trách nhiệm giải trình", "Accountability"),
    "data-infrastructure": Pair("Hạ tầng dữ liệu", "Data infrastructure"),
    "legal-framework": Pair("Hoàn thiện pháp luật", "Improving the law"),
    "online-services": Pair("Dịch vụ công trực tuyến", "Online services"),
    "decentralisation": Pair("Phân cấp, phân quyền", "Decentralisation"),
    "lean-apparatus": Pair("Bộ máy tinh gọn", "A lean apparatus"),
    "people-centred": Pair("Người dân là trung tâm", "People at the centre"),
    "inspection": Pair("Kiểm tra, giám sát", "Inspection"),
    "public-spending": Pair("Chi tiêu công", "Public spending"),
    "dialogue": Pair("Đối thoại", "Dialogue"),
    "anti-corruption": Pair("Phòng, chống tham nhũng", "Fighting corruption"),
    "cashless-payment": Pair("Thanh toán không tiền mặt", "Cashless payment"),
}

INDICATORS = {
    "procedures-online": Pair("Tỷ lệ hồ sơ trực tuyến", "Share of files online"),
    "files-on-time": Pair("Tỷ lệ hồ sơ đúng hạn", "Share of files on time"),
    "tasks-completed": Pair("Tỷ lệ nhiệm vụ hoàn thành", "Share of tasks completed"),
    "results-digitised": Pair("Tỷ lệ kết quả số hóa", "Share of results digitised"),
    "satisfaction": Pair("Mức độ hài lòng", "Satisfaction"),
    "posts-filled": Pair("Tỷ lệ vị trí việc làm đã duyệt", "Share of positions approved"),
    "communes-connected": Pair("Tỷ lệ xã đã kết nối", "Share of communes connected"),
    "budget-disbursed": Pair("Tỷ lệ giải ngân", "Share of the budget disbursed"),
}

PROVINCES = {
    "an-giang": "An Giang",
    "bac-ninh": "Bắc Ninh",
    "ca-mau": "Cà Mau",
    "cao-bang": "Cao Bằng",
    "can-tho": "Cần Thơ",
    "da-nang": "Đà Nẵng",
    "dak-lak": "Đắk Lắk",
    "dien-bien": "Điện Biên",
    "dong-nai": "Đồng Nai",
    "dong-thap": "Đồng Tháp",
    "gia-lai": "Gia Lai",
    "ha-noi": "Hà Nội",
    "ha-tinh": "Hà Tĩnh",
    "hai-phong": "Hải Phòng",
    "hue": "Huế",
    "hung-yen": "Hưng Yên",
    "khanh-hoa": "Khánh Hòa",
    "lai-chau": "Lai Châu",
    "lam-dong": "Lâm Đồng",
    "lang-son": "Lạng Sơn",
    "lao-cai": "Lào Cai",
    "nghe-an": "Nghệ An",
    "ninh-binh": "Ninh Bình",
    "phu-tho": "Phú Thọ",
    "quang-ngai": "Quảng Ngãi",
    "quang-ninh": "Quảng Ninh",
    "quang-tri": "Quảng Trị",
    "son-la": "Sơn La",
    "tay-ninh": "Tây Ninh",
    "thai-nguyen": "Thái Nguyên",
    "thanh-hoa": "Thanh Hóa",
    "tp-ho-chi-minh": "Thành phố Hồ Chí Minh",
    "tuyen-quang": "Tuyên Quang",
    "vinh-long": "Vĩnh Long",
}

TERMS = {
    "cchc": ("CCHC", "cải cách hành chính"),
    "tthc": ("TTHC", "thủ tục hành chính"),
    "ubnd": ("UBND", "Ủy ban nhân dân"),
    "dvc": ("DVC", "dịch vụ công"),
    "cntt": ("CNTT", "công nghệ thông tin"),
    "csdl": ("CSDL", "cơ sở dữ liệu"),
    "cbcc": ("CBCC", "cán bộ, công chức"),
}
