"""What stands beside a paper about what it lacks."""

NO_PHOTOS = "사진대지에 실을 사진이 없어 사진 없이 만들었습니다."
PHOTOS_LOST = "사진 {all}장 가운데 {lost}장은 불러오지 못해 사진대지에 빠졌습니다."
NO_LETTERS = (
    "글꼴에 없는 글자 {count}가지는 〓로 인쇄했습니다: {letters}. 한글(HWPX) 파일에는 그대로"
    " 있습니다."
)
