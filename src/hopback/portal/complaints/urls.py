"""What came in of complaints."""

from django.urls import path

from .views import importing, morning

app_name = "complaints"
urlpatterns = [
    path("complaints/new/", morning.morning, name="morning"),
    path("complaints/import/", importing.import_file, name="import"),
    path("complaints/files/<str:given>/", importing.file, name="file"),
]
